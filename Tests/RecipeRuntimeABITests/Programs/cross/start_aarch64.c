/* SPDX-License-Identifier: Apache-2.0 */

/* Prints the checksum of an aarch64 build and ends, without a C library. */
unsigned long long recipec_checksum(void);
static long call(long n, long a, const void *b, long c) {
  register long x8 __asm__("x8") = n; register long x0 __asm__("x0") = a;
  register const void *x1 __asm__("x1") = b; register long x2 __asm__("x2") = c;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory"); return x0;
}
void _start(void) {
  char text[17]; unsigned long long sum = recipec_checksum();
  for (int i = 15; i >= 0; i--, sum >>= 4) text[i] = "0123456789abcdef"[sum & 15];
  text[16] = '\n'; call(64, 1, text, 17); call(93, 0, 0, 0); __builtin_unreachable();
}
