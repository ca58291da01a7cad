#pragma once

#include "client/timeline/liverows.h"
#include "client/timeline/motion.h"
#include "client/timeline/stretch.h"

#include <QtCore/QElapsedTimer>
#include <QtQuick/QQuickItem>
#include <optional>

namespace madang::client {

// A list of rows of any height that holds still. Row 0 of the model stands at the bottom, each next one above
// it.
//
// Where it stands is one row, the anchor, and the y of that row's top: all others are placed outwards from it
// in updatePolish(), before a frame is synchronised, so that no wrong frame is ever shown. The anchor is the
// row at the eye, a third from the top, and is chosen anew only from what was shown. Whatever comes, goes or
// grows around it, it stays where it was seen.
class TimelineView : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QAbstractItemModel* model READ model WRITE setModel NOTIFY modelChanged)
    Q_PROPERTY(QQmlComponent* delegate READ delegate WRITE setDelegate NOTIFY delegateChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    // Pixels beside the rows, above the last and below row 0.
    Q_PROPERTY(int sideMargin MEMBER m_sideMargin WRITE setSideMargin NOTIFY marginsChanged)
    Q_PROPERTY(int endMargin MEMBER m_endMargin WRITE setEndMargin NOTIFY marginsChanged)
    // Whether nothing will ever stand below row 0 but what is new: only there one can stay.
    Q_PROPERTY(bool endKnown MEMBER m_endKnown NOTIFY endKnownChanged)
    // Stays at the end, whatever comes; left by any scroll upwards, entered by reaching the end.
    Q_PROPERTY(bool following READ isFollowing WRITE setFollowing NOTIFY followingChanged)
    // The row that the keyboard stands on, -1 for none; goes with its row.
    Q_PROPERTY(int currentIndex READ currentIndex WRITE setCurrentIndex NOTIFY currentIndexChanged)
    // Pixels beyond the upper and the lower edge; rows never seen count as the mean.
    Q_PROPERTY(qreal above READ above NOTIFY laidOut)
    Q_PROPERTY(qreal below READ below NOTIFY laidOut)
    // In which a gliding scroll and a throw have gone 63 % of what is left, ms; 0: at once.
    Q_PROPERTY(int glideTime MEMBER m_glideTime NOTIFY motionChanged)
    Q_PROPERTY(int throwTime MEMBER m_throwTime NOTIFY motionChanged)
    // Pixels that a notch of the wheel scrolls.
    Q_PROPERTY(int notch MEMBER m_notch NOTIFY motionChanged)

public:
    enum class Place { Top, Center, Bottom };
    Q_ENUM(Place)

    explicit TimelineView(QQuickItem* parent = nullptr);
    ~TimelineView() override;

    [[nodiscard]] QAbstractItemModel* model() const { return m_live.model(); }
    void setModel(QAbstractItemModel* model);
    [[nodiscard]] QQmlComponent* delegate() const { return m_live.delegate(); }
    void setDelegate(QQmlComponent* delegate);
    [[nodiscard]] int count() const { return m_live.count(); }
    void setSideMargin(int margin);
    void setEndMargin(int margin);
    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
    [[nodiscard]] int currentIndex() const { return m_current; }
    void setCurrentIndex(int row);
    [[nodiscard]] qreal above() const;
    [[nodiscard]] qreal below() const;

    // Scrolls, positive upwards, into the past: at once, in a glide, or thrown at pixels per second.
    Q_INVOKABLE void scrollBy(qreal distance);
    Q_INVOKABLE void glideBy(qreal distance);
    Q_INVOKABLE void fling(qreal velocity);
    Q_INVOKABLE void stop();
    // Stands elsewhere with the next frame; what lies between is never made.
    Q_INVOKABLE void jump(int row, madang::client::TimelineView::Place place = Place::Center);
    Q_INVOKABLE void jumpToEnd();
    // Scrolls as little as brings a row into view.
    Q_INVOKABLE void reveal(int row);
    // Where the upper edge of the viewport stands, from 0 to the share at which the lower one is at the end.
    Q_INVOKABLE void dragTo(qreal share);

    // Of what is shown; null or -1 where there is none.
    Q_INVOKABLE QQuickItem* itemAt(qreal x, qreal y) const;
    Q_INVOKABLE int rowAt(qreal y) const;
    Q_INVOKABLE QQuickItem* itemOf(int row) const;
    // The row that holds still.
    Q_INVOKABLE int eyeRow() const;

Q_SIGNALS:
    void modelChanged();
    void delegateChanged();
    void countChanged();
    void marginsChanged();
    void endKnownChanged();
    void followingChanged();
    void currentIndexChanged();
    void motionChanged();
    // Everything has its place for the next frame.
    void laidOut();
    // The person scrolls.
    void scrolled();

protected:
    void componentComplete() override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void itemChange(ItemChange change, const ItemChangeData& data) override;
    void updatePolish() override;
    void wheelEvent(QWheelEvent* event) override;
    // What was laid out has been shown.
    void noteShown();
    [[nodiscard]] const LiveRows& live() const { return m_live; }
    // Time that a layout may spend on rows beyond the viewport, ns.
    void setMarginsSlice(qint64 slice) { m_marginsSlice = slice; }

private:
    struct Spot {
        int row = -1;
        int y = 0;
    };
    struct Jump {
        int row;
        Place place;
    };

    void follow(QAbstractItemModel* model);
    void renumber(const LiveRows::Renumbering& to, int lostFirst, int lostLast);
    void forget();
    void focusCurrent();
    void go(qreal distance, int tauMs);
    void wish();
    [[nodiscard]] int rowWidth() const;
    [[nodiscard]] int viewport() const;
    [[nodiscard]] int eyeLine() const { return viewport() / 3; }
    [[nodiscard]] Spot nearest(int y, int lostFirst, int lostLast) const;
    [[nodiscard]] int takeSteps();
    [[nodiscard]] std::optional<Stretch> begin(int steps);
    [[nodiscard]] Spot jumped();
    [[nodiscard]] Spot leapt() const;
    void noteEnd(const Stretch& stretch, int steps, bool wasJump);

    LiveRows m_live;
    Motion m_motion;
    QElapsedTimer m_lastStep;
    QMetaObject::Connection m_frames;
    Spot m_anchor;
    int m_scrolled = 0; // since the anchor was chosen
    std::optional<Jump> m_jump;
    bool m_following = true;
    bool m_endKnown = true;
    bool m_laidOut = false; // since something was shown
    bool m_marginsOpen = false;
    bool m_layingOut = false;
    int m_current = -1;
    int m_sideMargin = 0;
    int m_endMargin = 0;
    int m_glideTime = 50;
    int m_throwTime = 325;
    qint64 m_marginsSlice = 3'000'000;
    int m_notch = 96;
};

} // namespace madang::client
