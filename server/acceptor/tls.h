#pragma once

#include "shared/core/result.h"

#include <QtCore/QString>
#include <QtNetwork/QSslConfiguration>

namespace madang::server {

// A server's TLS from two PEM files: the certificate with the chain that leads to it, and its private key
// (RSA or elliptic curve, without a passphrase). The error is one line for a person.
[[nodiscard]] Result<QSslConfiguration> loadTls(const QString& certificateFile, const QString& keyFile);

} // namespace madang::server
