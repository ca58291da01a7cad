#pragma once

#include "shared/core/result.h"

#include <QCoro/QCoroTask>
#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace madang::client {

// A place for secrets outside the profile: the system's keychain, in tests a map.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    // An empty value where there is none under this key; `unavailable` where there is no such place.
    [[nodiscard]] virtual QCoro::Task<Result<QByteArray>> read(QString key) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<void>> write(QString key, QByteArray secret) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<void>> remove(QString key) = 0;
};

} // namespace madang::client
