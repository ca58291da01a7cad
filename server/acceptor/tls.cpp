#include "server/acceptor/tls.h"

#include <QtCore/QFile>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslSocket>

namespace madang::server {

namespace {
Result<QByteArray> contents(const QString& name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return Error::invalid(
            QStringLiteral("tls"), QStringLiteral("Cannot read %1: %2").arg(name, file.errorString()));
    return file.readAll();
}
} // namespace

Result<QSslConfiguration> loadTls(const QString& certificateFile, const QString& keyFile)
{
    if (!QSslSocket::supportsSsl())
        return Error::invalid(QStringLiteral("tls"), QStringLiteral("This build of Qt has no TLS."));
    auto certificates = contents(certificateFile);
    if (!certificates)
        return std::move(certificates).error();
    auto keyBytes = contents(keyFile);
    if (!keyBytes)
        return std::move(keyBytes).error();
    const auto chain = QSslCertificate::fromData(*certificates, QSsl::Pem);
    if (chain.isEmpty())
        return Error::invalid(
            QStringLiteral("tls"), QStringLiteral("%1 holds no PEM certificate.").arg(certificateFile));
    QSslKey key;
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa}) {
        if (key.isNull())
            key = QSslKey(*keyBytes, algorithm, QSsl::Pem, QSsl::PrivateKey);
    }
    if (key.isNull())
        return Error::invalid(QStringLiteral("tls"),
            QStringLiteral("%1 holds no private key in PEM that can be read without a passphrase.")
                .arg(keyFile));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // clients show no certificate
    configuration.setAllowedNextProtocols({});
    return configuration;
}

} // namespace madang::server
