// The amount of free memory.
#ifndef FASTPAM_R_MEMORY_H
#define FASTPAM_R_MEMORY_H

// Bytes that this process can get without swapping: the free memory of the machine, within the
// limits of the process and of its control group. NaN if unknown.
double available_memory();

// Bytes that a working copy may take: `wanted` or, if this is NaN, three quarters of the free
// memory. If at most 64 MB are needed, the system is not asked, because this takes longer than a
// small fit.
double memory_limit(double wanted, double needed);

#endif
