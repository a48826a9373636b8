#include <stddef.h>
#include <stdint.h>

// libFuzzer as a library (LLVM, "Using libFuzzer as a library"); Swift comes with it and without a header.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *bytes, size_t count));
