#pragma once

namespace madang::server {

class MetricsText;

// What this process takes of its machine, under the names that Prometheus has for that. What cannot be told
// on this system is left out.
void addProcess(MetricsText& text);

} // namespace madang::server
