/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* SY_JOB_N_SHARED_THREADS: how many jobs without a lane run at once; the others wait. */
#define SY_JOB_N_SHARED_THREADS 4
