#pragma once

#include <QtCore/QtGlobal>

namespace madang {

// A token bucket: `perSecond` on average, `burst` at once.
struct Rate {
    double perSecond = 0;
    double burst = 0;
};

// Every limit of the wire in one place; told to clients by `server.info`.
struct Limits {
    // Sizes
    int text = 4000; // code points of a message after trimming
    int name = 64; // code points of a person's or device's name
    int title = 100; // code points of a room's title
    int topic = 500; // code points of a room's topic
    int handleMin = 3; // characters
    int handleMax = 32;
    int passwordMin = 8; // code points
    int passwordMax = 128;
    int clientFrame = 64 * 1024; // bytes of a client's text frame
    int serverFrame = 1024 * 1024; // bytes of the server's text frame
    int nesting = 16; // levels of JSON
    int roomCapacity = 5000; // members of a group at most
    int pageRooms = 100;
    int pageMessages = 100;
    int pageChanges = 200;
    int pageUsers = 100;
    int viewedRooms = 32; // that one connection looks at
    int viewersListed = 50; // the rest are only counted
    int presenceRoom = 100; // members of a room in which presence.changed is told at most
    int reactions = 20; // different emoji on one message
    int reactionsOwn = 5; // of them, one person's
    int pins = 100; // pinned messages of a room
    int pageHits = 50;
    int searchQuery = 200; // code points of what is searched for
    int searchWords = 10; // in it
    int searchSnippet = 160; // code points of a hit's text that are shown
    int changesReset = 2000; // more changes than these answer {reset: true}
    // Streams and queues
    int streamKeep = 256; // counted events kept for a resume
    qint64 streamKeepMs = 120'000;
    int outQueueEvents = 1024; // durable events waiting for a slow socket
    int outQueueBytes = 4 * 1024 * 1024;
    int inFlight = 64; // requests of one connection that wait for their answer
    // Times
    qint64 pingMs = 30'000;
    qint64 silenceMs = 60'000;
    qint64 authDeadlineMs = 10'000;
    qint64 handshakeDeadlineMs = 10'000;
    qint64 typingMs = 6'000;
    qint64 presenceLingerMs = 5'000; // after the last connection until it is told
    qint64 presenceGapMs = 1'000; // between two changes of one person that are told
    qint64 expiryMinMs = 60'000; // bounds of a room's own rule for old messages
    qint64 expiryMaxMs = 3650LL * 86'400'000;
    qint64 keepMessagesMs = 0; // the server's rule for old messages; 0: they are kept for ever
    // Rates
    Rate connectionRequests{100, 300}; // any request, per connection
    Rate personMessages{20, 60}; // message.send, per person
    Rate personRequests{100, 400}; // any request, per person over all connections
    Rate personSearches{2, 10}; // message.search, per person
    Rate personDrafts{2, 20}; // draft.set, per person
    Rate personRooms{1, 20}; // room.create, per person
    Rate addressLogins{1, 20}; // auth.register and auth.login (password work), per address
    Rate addressResumes{50, 500}; // auth.resume and auth.refresh (token work), per address
    Rate addressConnections{20, 200}; // new connections, per address
    bool limitLoopback = false; // per-address rates apply to loopback too
};

} // namespace madang
