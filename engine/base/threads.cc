#include "base/threads.h"

#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace caseletters {
namespace {

// A thread that is still running when its object goes would end the process.
struct Helpers {
  std::vector<std::thread> threads;
  Helpers() = default;
  Helpers(const Helpers&) = delete;
  Helpers& operator=(const Helpers&) = delete;
  ~Helpers() { join(); }
  void join() {
    for (auto& thread : threads) thread.join();
    threads.clear();
  }
};

}  // namespace

void run_on_threads(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::mutex lock;
  std::exception_ptr first;
  const auto call = [&](std::size_t which) {
    try {
      work(which);
    } catch (...) {
      const std::lock_guard guard{lock};
      if (first == nullptr) first = std::current_exception();
    }
  };
  {
    Helpers helpers;
    helpers.threads.reserve(count);
    for (std::size_t which = 1; which < count; ++which) {
      try {
        helpers.threads.emplace_back(call, which);
      } catch (const std::exception&) {
        break;  // no room for more: those that there are do the work
      }
    }
    call(0);
  }
  if (first != nullptr) std::rethrow_exception(first);
}

void Beside::start(const std::function<void()>& work) {
  wait();
  if (beside_) {
    try {
      in_hand_ = std::async(std::launch::async, work);
      return;
    } catch (const std::system_error&) {
      // no room for a thread
    }
  }
  work();
}

void Beside::wait() {
  if (in_hand_.valid()) in_hand_.get();
}

}  // namespace caseletters
