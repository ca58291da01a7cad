#include "server/storage/sqlkeyrepository.h"

#include "server/storage/writequeue.h"

namespace madang::server {

QCoro::Task<Result<std::vector<SigningKey>>> SqlKeyRepository::ensure(SigningKey candidate)
{
    return awaited(m_writer.run([candidate](Connection& connection) -> Result<std::vector<SigningKey>> {
        auto ok = Statement(connection, QLatin1String("sessions.insert_first_key"))
                      .run(candidate.id, candidate.publicKey, candidate.secretKey, candidate.createdAt);
        if (!ok) {
            return std::move(ok).error();
        }
        Statement list(connection, QLatin1String("sessions.keys"));
        if (ok = list.run(); !ok) {
            return std::move(ok).error();
        }
        return allRows(list, [](const Statement& row) {
            return SigningKey{row.text(0), row.bytes(1), row.bytes(2), row.int64(3)};
        });
    }));
}

} // namespace madang::server
