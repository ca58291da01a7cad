#pragma once

#include "server/cluster/redislogwriter.h"

#include <algorithm>
#include <iterator>

namespace madang::server {

// What is answered together: one post per executor, in the order of the entries. There are few executors.
class LogAnswers {
public:
    void add(RedisAppend append, Result<LogReceipt> receipt)
    {
        ++m_count;
        Executor* const executor = append.replyOn;
        auto group = std::find_if(
            m_groups.begin(), m_groups.end(), [executor](const auto& g) { return g.first == executor; });
        if (group == m_groups.end()) {
            m_groups.emplace_back(executor, std::vector<Answer>());
            group = std::prev(m_groups.end());
        }
        group->second.push_back({std::move(append.done), std::move(append.gate), std::move(receipt)});
    }
    void send(UniqueFunction<void(size_t)>& answered)
    {
        if (m_count == 0) {
            return;
        }
        answered(m_count);
        for (auto& [executor, answers] : m_groups) {
            executor->post([answers = std::move(answers)]() mutable {
                for (Answer& answer : answers) {
                    answer.done(std::move(answer.receipt));
                    answer.gate.reset();
                }
            });
        }
    }

private:
    struct Answer {
        MessageLog::Done done;
        std::shared_ptr<FlushGate> gate;
        Result<LogReceipt> receipt;
    };
    std::vector<std::pair<Executor*, std::vector<Answer>>> m_groups;
    size_t m_count = 0;
};

} // namespace madang::server
