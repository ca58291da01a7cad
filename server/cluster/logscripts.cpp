#include "server/cluster/logscripts.h"

#include <QtCore/QFile>

// Outside of every namespace, as the macro wants it.
static void initScripts()
{
    Q_INIT_RESOURCE(madang_cluster_lua);
}

namespace madang::server {

namespace {

RedisScript compiledIn(const char* name)
{
    initScripts();
    QFile file(QStringLiteral(":/madang/cluster/lua/%1.lua").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("the script %s is not compiled in", name);
    }
    return RedisScript(name, file.readAll());
}

} // namespace

LogScripts::LogScripts()
    : layout(compiledIn("layout"))
    , append(compiledIn("append"))
    , page(compiledIn("page"))
    , changes(compiledIn("changes"))
    , tail(compiledIn("tail"))
    , expire(compiledIn("expire"))
    , membership(compiledIn("membership"))
    , lease(compiledIn("lease"))
    , take(compiledIn("take"))
    , committed(compiledIn("committed"))
    , refuse(compiledIn("refuse"))
{
}

} // namespace madang::server
