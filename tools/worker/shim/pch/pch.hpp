// Precompiled header: what nearly every source of the worker includes. Speed only; nothing depends on it.
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstring>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <ranges>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <ankerl/unordered_dense.h>
#include <flatbuffers/flatbuffers.h>
#include <openssl/ssl.h>
#include <uv.h>

#include "FBS/message.h"
