#pragma once

// The distribution's Qt is not built for the thread sanitizer, which therefore cannot see its locks. What it
// then takes for races is named here as narrowly as it can be; everything of ours stays watched.
#if defined(__SANITIZE_THREAD__)
extern "C" inline __attribute__((used)) const char* __tsan_default_suppressions()
{
    return "race_top:QEvent::type\n" // an event posted by another thread, read where it arrives
           "race_top:QtPrivate::QSlotObject\n" // a connection made by another thread
           "race_top:QtPrivate::QFunctorSlotObject\n"
           "race_top:QtPrivate::QCallableObject\n"
           "race:QThread::exit\n" // wakes the dispatcher under QThread's lock, which also guards its end
           "race:QWaitCondition::~QWaitCondition\n" // of QtTest's watchdog
           "race:libQt6Test.so\n";
}
// QProcess forks in a program with threads.
extern "C" inline __attribute__((used)) const char* __tsan_default_options()
{
    return "die_after_fork=0";
}
#endif
