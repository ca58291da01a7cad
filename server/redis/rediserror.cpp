#include "server/redis/rediserror.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace madang::server {

namespace {

using namespace std::string_view_literals;

// https://redis.io/docs/reference/: the codes of server.c and cluster.c for "not now".
constexpr std::array kPassing{"LOADING"sv, "READONLY"sv, "MISCONF"sv, "MASTERDOWN"sv, "BUSY"sv, "OOM"sv,
    "NOREPLICAS"sv, "CLUSTERDOWN"sv, "TRYAGAIN"sv};

} // namespace

Error errorOf(const RespValue& value)
{
    const QByteArrayView code = value.errorCode();
    const std::string_view word(code.data(), size_t(code.size()));
    const QString message = u"Redis answered: " % QString::fromUtf8(value.text());
    Error error;
    if (std::find(kPassing.begin(), kPassing.end(), word) != kPassing.end())
        error = Error::unavailable(message);
    else
        error.message = message;
    error.reason = QString::fromUtf8(code);
    return error;
}

bool asksForReconnect(const RespValue& error)
{
    return error.errorCode() == "READONLY";
}

} // namespace madang::server
