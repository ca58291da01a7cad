#pragma once

#include "client/cache/sqlitefile.h"
#include "shared/core/result.h"

#include <memory>

namespace madang::client {

// The SQLite file of a profile: who are signed in, and what a person typed and the server has not confirmed
// (drafts, outbox). Nothing of this can be fetched again, so it lies apart from the copies of what can
// (LocalCopy), is small, and is durable when a call returns. From a file that is set aside, whatever can
// still be read is taken over.
class ProfileDatabase : public SqliteFile {
public:
    static constexpr int schemaVersion = 3;

    // Opens or creates `<folder>/madang.sqlite`. Fails only where no usable file can be made at all.
    [[nodiscard]] static Result<std::unique_ptr<ProfileDatabase>> open(const QString& folder);

    // How many drafts and unsent messages were taken over from a file that was set aside.
    [[nodiscard]] int rescued() const noexcept { return m_rescued; }

private:
    explicit ProfileDatabase(const QString& path);
    int m_rescued = 0;
};

} // namespace madang::client
