// Failures a user can cause are values. Exceptions are for what we cannot go on from.
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "base/diagnostic.h"

namespace caseletters {

template <class T>
using Result = tl::expected<T, Diagnostic>;  // stops at the first failure

template <class T>
using Checked = tl::expected<T, Diagnostics>;  // gathers all failures before it gives up

[[nodiscard]] inline tl::unexpected<Diagnostic> fail(Diagnostic diagnostic) {
  return tl::unexpected<Diagnostic>(std::move(diagnostic));
}
[[nodiscard]] inline tl::unexpected<Diagnostics> fail(Diagnostics diagnostics) {
  return tl::unexpected<Diagnostics>(std::move(diagnostics));
}

}  // namespace caseletters
