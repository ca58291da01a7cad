#pragma once

#include <QtCore/QString>

namespace madang::client {

class SqliteFile;

// Takes over accounts, drafts and outbox, row by row, from a profile's file that was set aside as far as
// they can be read; the file itself stays as it is. Gives how many drafts and unsent messages came.
int rescueTyped(const QString& asidePath, SqliteFile& into);

} // namespace madang::client
