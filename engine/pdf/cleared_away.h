// What must not outlive the program: folders with letters in them, and the programs that it started.
//
// Ended by SIGINT, SIGTERM or SIGHUP, the program first ends those programs and clears those folders away, then ends as
// the signal says. SIGKILL leaves both; WorkFolder::make clears such folders away at the next start.
#pragma once

#include <sys/types.h>

#include <string>

namespace caseletters::pdf {

void clear_away_at_end(const std::string& folder);
void clear_away_at_end(pid_t group);
// They are gone already.
void is_cleared_away(const std::string& folder);
void is_cleared_away(pid_t group);

}  // namespace caseletters::pdf
