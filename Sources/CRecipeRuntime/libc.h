/* SPDX-License-Identifier: Apache-2.0 */

/* What the runtime takes from the C library; not installed. */

#include <stdio.h>
#include <stdlib.h>
