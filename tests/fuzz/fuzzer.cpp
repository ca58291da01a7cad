#include "tests/fuzz/entries.h"

// libFuzzer's entry point (https://llvm.org/docs/LibFuzzer.html), built once for each entry.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    madang::fuzz::MADANG_FUZZ_ENTRY(data, size);
    return 0;
}
