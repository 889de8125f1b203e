/* SPDX-License-Identifier: Apache-2.0 */

/* Prints the checksum of a build for this machine. */

#include <stdio.h>

unsigned long long recipec_checksum(void);

/* Seeds of hash tables; the runtime has none, but the module compiled as a whole refers to it. */
void arc4random_buf(void *bytes, unsigned long count) {
  while (count-- > 0) ((char *)bytes)[count] = 1;
}

int main(void) { printf("%016llx\n", recipec_checksum()); }
