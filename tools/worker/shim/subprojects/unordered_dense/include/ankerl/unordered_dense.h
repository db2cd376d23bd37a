// ankerl::unordered_dense by the standard containers. They promise all that the original does and more (references
// stay valid when the container grows); what they cost more in memory does not show in the worker's tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
	template<typename T>
	inline constexpr bool isPlain = std::is_integral_v<T> || std::is_enum_v<T> || std::is_pointer_v<T>;

	template<typename T>
	struct hash : std::hash<T>
	{
	};

	// The standard's hash of an integer is the integer. The worker combines such hashes into the keys of its tables,
	// so they are mixed here as the original does: a wide multiplication by the golden ratio, folded.
	template<typename T>
	    requires isPlain<T>
	struct hash<T>
	{
		std::size_t operator()(T value) const noexcept
		{
			std::uint64_t bits;

			if constexpr (std::is_pointer_v<T>)
			{
				bits = reinterpret_cast<std::uintptr_t>(value);
			}
			else
			{
				bits = static_cast<std::uint64_t>(value);
			}

			const auto product = static_cast<unsigned __int128>(bits) * 0x9E3779B97F4A7C15u;

			return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
		}
	};

	template<typename Key, typename Value, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
	using map = std::unordered_map<Key, Value, Hash, Equal>;

	template<typename Key, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
	using set = std::unordered_set<Key, Hash, Equal>;
} // namespace ankerl::unordered_dense
