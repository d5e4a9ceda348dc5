// A product version as PRELOGIN and LOGINACK carry it: major, minor, build in big-endian.

/** `15.0.4430.1` → 0F 00 11 4E. */
export function versionBytes(productVersion: string): Buffer {
  const [major = 0, minor = 0, build = 0] = productVersion.split('.').map(Number);
  return Buffer.of(major, minor, (build >> 8) & 0xff, build & 0xff);
}
