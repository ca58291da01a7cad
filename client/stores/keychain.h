#pragma once

#include "client/stores/secretstore.h"

#include <QtCore/QObject>

namespace QKeychain {
class Job;
}

namespace madang::client {

// The system's keychain by QtKeychain: Secret Service or KWallet, Keychain, Credential Manager. Never the
// plain-text fallback of that library.
class Keychain final : public QObject, public SecretStore {
public:
    [[nodiscard]] QCoro::Task<Result<QByteArray>> read(QString key) override;
    [[nodiscard]] QCoro::Task<Result<void>> write(QString key, QByteArray secret) override;
    [[nodiscard]] QCoro::Task<Result<void>> remove(QString key) override;

private:
    // Starts the job and waits for its end, or gives up: a keychain may wait for its password to be
    // typed, but one whose service is broken never answers.
    [[nodiscard]] QCoro::Task<Result<void>> run(QKeychain::Job* job);
};

// Where no secret shall leave the memory: always `unavailable`.
class NoKeychain final : public SecretStore {
public:
    [[nodiscard]] QCoro::Task<Result<QByteArray>> read(QString key) override;
    [[nodiscard]] QCoro::Task<Result<void>> write(QString key, QByteArray secret) override;
    [[nodiscard]] QCoro::Task<Result<void>> remove(QString key) override;
};

} // namespace madang::client
