#pragma once

#include <QtCore/QAbstractListModel>
#include <QtCore/QStringList>

namespace madang::client {

// The emoji that can be picked: of one group, of those used last, or those that fit what is searched for, in
// Korean or English whatever the language of the window. Read from :/emoji/emoji.tsv when first needed.
class EmojiModel : public QAbstractListModel {
    Q_OBJECT
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    // One emoji for each group, to stand on its tab.
    Q_PROPERTY(QStringList groups READ groups CONSTANT)
    // 0 and up; -1: those used last, the newest first.
    Q_PROPERTY(int group READ group WRITE setGroup NOTIFY groupChanged)
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(QStringList recent READ recent WRITE setRecent NOTIFY recentChanged)

public:
    enum Role { EmojiRole = Qt::UserRole + 1, NameRole };
    static constexpr qsizetype recentMost = 32;

    explicit EmojiModel(QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] int count() const { return int(m_shown.size()); }
    [[nodiscard]] QStringList groups() const;
    [[nodiscard]] int group() const { return m_group; }
    void setGroup(int group);
    [[nodiscard]] QString query() const { return m_query; }
    void setQuery(const QString& query);
    [[nodiscard]] QStringList recent() const { return m_recent; }
    void setRecent(const QStringList& recent);

    // In the language of the window; empty where it has none.
    [[nodiscard]] Q_INVOKABLE QString nameOf(const QString& emoji);
    // It was picked: now the first of those used last.
    Q_INVOKABLE void use(const QString& emoji);

    void retranslate();

Q_SIGNALS:
    void countChanged();
    void groupChanged();
    void queryChanged();
    void recentChanged();

private:
    struct Emoji {
        QString emoji;
        int group = 0;
        QString english;
        QString korean;
        QString words; // all of both languages, folded, each between bars
    };
    void read();
    void show();
    [[nodiscard]] QList<qsizetype> found() const;
    [[nodiscard]] QString name(const Emoji& emoji) const;

    QList<Emoji> m_all;
    QHash<QString, qsizetype> m_places; // in m_all
    QList<qsizetype> m_shown;
    QStringList m_recent;
    QString m_query;
    int m_group = 0;
};

} // namespace madang::client
