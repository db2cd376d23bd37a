// The part of libsrtp 3's API that mediasoup-worker uses, on top of libsrtp 2. Everything here is a C++ overload of a C
// function of the same name, told apart by its arguments, so the two do not clash when linked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

// In libsrtp 3 this is an opaque pointer, in libsrtp 2 a struct: keep the struct under another name.
#define srtp_policy_t srtp2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

struct srtp3_policy
{
	srtp2_policy_t v2{};
	srtp_profile_t profile{ srtp_profile_reserved };
	unsigned char key[SRTP_MAX_KEY_LEN]{};
};

using srtp_policy_t = srtp3_policy*;

// Codes that libsrtp 2 does not have; its own end at 27.
constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new (std::nothrow) srtp3_policy();

	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (!policy)
	{
		return;
	}

	explicit_bzero(policy->key, sizeof(policy->key)); // No key material in freed memory.
	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->v2.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	policy->profile = profile;

	const auto status = srtp_crypto_policy_set_from_profile_for_rtp(&policy->v2.rtp, profile);

	if (status != srtp_err_status_ok)
	{
		return status;
	}

	return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->v2.rtcp, profile);
}

// One key, no master key identifier: all that WebRTC has.
inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t keyLength,
  const uint8_t* salt,
  size_t saltLength,
  const uint8_t* /*mki*/,
  size_t mkiLength)
{
	const bool hasKey      = policy->v2.key != nullptr;
	const bool rightLength = keyLength == srtp_profile_get_master_key_length(policy->profile) &&
	                         saltLength == srtp_profile_get_master_salt_length(policy->profile) &&
	                         keyLength + saltLength <= sizeof(policy->key);

	if (mkiLength != 0 || hasKey || !rightLength)
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->key, key, keyLength);
	std::memcpy(policy->key + keyLength, salt, saltLength);
	policy->v2.key = policy->key;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->v2.allow_repeat_tx = allow;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t size)
{
	policy->v2.window_size = size;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	if (!policy->v2.key)
	{
		return srtp_err_status_bad_param;
	}

	return srtp_create(session, &policy->v2);
}

// Both libraries take the SSRC in network byte order here.
inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

// libsrtp 3 reads one buffer and writes another, libsrtp 2 works in place: copy first, unless they are the same.
// `growth` is how far libsrtp 2 may write past the packet's length; it does not check, so it is checked here.
inline srtp_err_status_t srtp3_in_place(
  srtp_err_status_t (*transform)(srtp_t, void*, int*),
  srtp_t session,
  const uint8_t* in,
  size_t inLength,
  uint8_t* out,
  size_t* outLength,
  size_t growth)
{
	constexpr size_t MaxUdpPacket = 0xffff;

	if (inLength > MaxUdpPacket || inLength > *outLength || *outLength - inLength < growth)
	{
		return srtp_err_status_buffer_small;
	}

	if (in != out)
	{
		std::memmove(out, in, inLength);
	}

	int length        = static_cast<int>(inLength);
	const auto status = transform(session, out, &length);

	if (status == srtp_err_status_ok)
	{
		*outLength = static_cast<size_t>(length);
	}

	return status;
}

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* rtp, size_t rtpLength, uint8_t* srtp, size_t* srtpLength, size_t /*mkiIndex*/)
{
	return srtp3_in_place(srtp_protect, session, rtp, rtpLength, srtp, srtpLength, SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* srtp, size_t srtpLength, uint8_t* rtp, size_t* rtpLength)
{
	return srtp3_in_place(srtp_unprotect, session, srtp, srtpLength, rtp, rtpLength, 0);
}

// SRTCP carries a 4-byte index besides the authentication tag.
inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* rtcp, size_t rtcpLength, uint8_t* srtcp, size_t* srtcpLength, size_t /*mkiIndex*/)
{
	return srtp3_in_place(
	  srtp_protect_rtcp, session, rtcp, rtcpLength, srtcp, srtcpLength, SRTP_MAX_TRAILER_LEN + sizeof(uint32_t));
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* srtcp, size_t srtcpLength, uint8_t* rtcp, size_t* rtcpLength)
{
	return srtp3_in_place(srtp_unprotect_rtcp, session, srtcp, srtcpLength, rtcp, rtcpLength, 0);
}
