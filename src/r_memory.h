// How much memory there is.
#ifndef FASTPAM_R_MEMORY_H
#define FASTPAM_R_MEMORY_H

// Bytes that this process can have without swapping: what the machine has free, at most what the
// limits of the process and of its control group leave. NaN where that cannot be told.
double available_memory();

// Bytes that a working copy may take: `wanted`, or where that is NaN three quarters of what is
// free. The system is not asked where no more than 64 MB are needed: its answer takes longer than a
// small fit.
double memory_limit(double wanted, double needed);

#endif
