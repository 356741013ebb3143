// Work that several threads share.
#pragma once

#include <cstddef>
#include <functional>
#include <future>

namespace caseletters {

// Calls work(0) … work(count - 1) at once, work(0) on the thread of the caller, and returns when all have returned. The
// calls take what there is to do from one place: where the system starts fewer threads, those that there are do it all.
// What a call throws is thrown again here once the others are done; of several, the first.
void run_on_threads(std::size_t count, const std::function<void(std::size_t)>& work);

// Work that goes on beside the caller, a piece at a time: each begins when the one before has ended. What a piece
// throws is thrown again where the caller next waits. When it goes, what is in hand is done first.
class Beside {
 public:
  // With `beside` false, and where the system starts no thread, start() does the work itself before it returns.
  explicit Beside(bool beside) : beside_(beside) {}
  void start(const std::function<void()>& work);
  void wait();

 private:
  bool beside_;
  std::future<void> in_hand_;
};

}  // namespace caseletters
