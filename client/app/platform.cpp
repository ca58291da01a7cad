#include "client/app/platform.h"

#include "client/app/badge.h"
#include "client/app/trayhost.h"
#include "client/controllers/autostart.h"
#include "client/controllers/notifier.h"

namespace madang::client {

Platform::Platform() = default;
Platform::Platform(Platform&&) noexcept = default;
Platform::~Platform() = default;

} // namespace madang::client
