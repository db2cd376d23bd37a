/**
 * The microphone of a person at a desk, with what the browser can do against echo and noise.
 * @throws {DOMException} when there is none, or it is not allowed
 */
export async function openMicrophone(): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  })
  const [track] = stream.getAudioTracks()
  if (track === undefined) throw new DOMException('no audio track', 'NotFoundError')
  return track
}
