#pragma once

#include "server/auth/accesstoken.h"
#include "server/auth/accountservice.h"
#include "server/auth/passwordhasher.h"
#include "server/auth/revocationlist.h"
#include "tests/support/await.h"
#include "tests/support/manualclock.h"

namespace madang::test {

// As cheap as libsodium lets it be: what is tested with it is not Argon2id.
inline server::PasswordHasherSettings cheapHashing()
{
    server::PasswordHasherSettings settings;
    settings.threads = 2;
    settings.passes = 1;
    settings.memory = 8192;
    return settings;
}

// An account service on ports of the caller's, with everything else that it needs.
struct AuthWorld {
    AuthWorld(server::AccountRepository& accounts, server::SessionRepository& sessions,
        server::AuthSettings settings = {}, server::PasswordHasherSettings hashing = cheapHashing())
        : hasher(hashing)
        , revocations(clock, settings.accessTtlMs)
        , service({accounts, sessions, hasher, signer, verifier, revocations, clock}, settings, Limits{})
    {
    }

    Result<server::Login> registered(const QString& handle, const QString& password = goodPassword())
    {
        return await(
            service.registerAccount(handle, password, QStringLiteral("김민지"), device(), address()));
    }
    Result<server::Login> loggedIn(
        const QString& handle, const QString& password = goodPassword(), const QString& from = address())
    {
        return await(service.login(handle, password, device(), from));
    }
    Result<server::Login> refreshed(const server::Login& login)
    {
        return await(service.refresh(login.tokens.refreshToken, address()));
    }
    [[nodiscard]] bool lives(const server::Login& login) const
    {
        return service.resume(login.tokens.accessToken).ok();
    }

    static QString goodPassword() { return QStringLiteral("correct horse battery"); }
    static QString address() { return QStringLiteral("192.0.2.7"); }
    static server::Device device() { return {QStringLiteral("Laptop"), server::DeviceKind::Desktop}; }

    ManualClock clock;
    server::SigningKey key = server::createSigningKey(clock.nowMs());
    server::PasswordHasher hasher;
    server::TokenSigner signer{key};
    server::TokenVerifier verifier{{key}};
    server::RevocationList revocations;
    server::AccountService service;
};

} // namespace madang::test
