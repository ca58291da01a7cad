#include "server/auth/signingkeys.h"

#include "server/auth/accesstoken.h"
#include "server/auth/jws.h"
#include "server/domain/sessionrepository.h"
#include "shared/core/clock.h"

#include <QtCore/QLoggingCategory>
#include <algorithm>

namespace madang::server {

namespace {
Q_LOGGING_CATEGORY(lcKeys, "madang.auth.keys", QtInfoMsg)
} // namespace

QCoro::Task<Result<std::vector<SigningKey>>> loadSigningKeys(KeyRepository& keys, const Clock& clock)
{
    SigningKey candidate = createSigningKey(clock.nowMs());
    Result<std::vector<SigningKey>> stored = co_await keys.ensure(std::move(candidate));
    if (!stored)
        co_return stored;
    const bool sound
        = !stored->empty() && std::all_of(stored->begin(), stored->end(), [](const SigningKey& key) {
              return !key.id.isEmpty() && key.publicKey.size() == jws::kPublicKeySize
                  && key.secretKey.size() == jws::kSecretKeySize
                  && key.secretKey.last(jws::kPublicKeySize) == key.publicKey;
          });
    if (!sound) {
        qCCritical(lcKeys) << "a signing key in the database is damaged";
        co_return Error::internal(QStringLiteral("signing-keys"));
    }
    co_return stored;
}

} // namespace madang::server
