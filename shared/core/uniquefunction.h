#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace madang {

// std::function for callables that can only be moved (C++23's move_only_function, which C++20 lacks).
template <class Signature> class UniqueFunction;

template <class R, class... Args> class UniqueFunction<R(Args...)> {
public:
    UniqueFunction() noexcept = default;
    UniqueFunction(std::nullptr_t) noexcept { }
    template <class F>
    requires(!std::is_same_v<std::decay_t<F>,
                 UniqueFunction> && std::is_invocable_r_v<R, std::decay_t<F>&, Args...>) UniqueFunction(F&& f)
        : m_callable(std::make_unique<Holder<std::decay_t<F>>>(std::forward<F>(f)))
    {
    }
    R operator()(Args... args) { return m_callable->call(std::forward<Args>(args)...); }
    explicit operator bool() const noexcept { return bool(m_callable); }

private:
    struct Callable {
        virtual ~Callable() = default;
        virtual R call(Args... args) = 0;
    };
    template <class F> struct Holder final : Callable {
        template <class G>
        explicit Holder(G&& g)
            : f(std::forward<G>(g))
        {
        }
        R call(Args... args) override { return std::invoke(f, std::forward<Args>(args)...); }
        F f;
    };
    std::unique_ptr<Callable> m_callable;
};

} // namespace madang
