// Work that several threads share.
#pragma once

#include <cstddef>
#include <functional>

namespace caseletters {

// Calls work(0) … work(count - 1) at once, work(0) on the thread of the caller, and returns when all have returned. The
// calls take what there is to do from one place: where the system starts fewer threads, those that there are do it all.
// What a call throws is thrown again here once the others are done; of several, the first.
void run_on_threads(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace caseletters
