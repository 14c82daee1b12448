/**
 * Discrete Fourier transform in place, X_k = Σ_n x_n e^{−2πikn/N}, O(N log N) for every N: halving (Cooley and Tukey's radix 2) where N is a
 * power of two, else a convolution with a chirp (Bluestein), from kn = (k² + n² − (k − n)²)/2.
 */
export function fft(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  if (im.length !== n) throw new RangeError(`fft: ${n} real and ${im.length} imaginary parts, expected as many. Pass zeros for a real signal.`);
  if (n < 2) return;
  if ((n & (n - 1)) === 0) halving(re, im);
  else chirp(re, im);
}

function halving(re: Float64Array, im: Float64Array): void {
  const n = re.length, cos = new Float64Array(n / 2), sin = new Float64Array(n / 2);
  for (let k = 0; k < n / 2; k++) { cos[k] = Math.cos((2 * Math.PI * k) / n); sin[k] = -Math.sin((2 * Math.PI * k) / n); }
  for (let i = 1, j = 0; i < n; i++) { // bit reversal
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) { [re[i], re[j]] = [re[j], re[i]]; [im[i], im[j]] = [im[j], im[i]]; }
  }
  for (let half = 1, stride = n / 2; half < n; half *= 2, stride /= 2) {
    for (let start = 0; start < n; start += 2 * half) for (let k = 0; k < half; k++) {
      const a = start + k, b = a + half, c = cos[k * stride], s = sin[k * stride], x = c * re[b] - s * im[b], y = c * im[b] + s * re[b];
      re[b] = re[a] - x;
      im[b] = im[a] - y;
      re[a] += x;
      im[a] += y;
    }
  }
}

function chirp(re: Float64Array, im: Float64Array): void {
  const n = re.length, m = 2 ** Math.ceil(Math.log2(2 * n - 1));
  const cos = new Float64Array(n), sin = new Float64Array(n), ar = new Float64Array(m), ai = new Float64Array(m), br = new Float64Array(m), bi = new Float64Array(m);
  for (let k = 0; k < n; k++) {
    const angle = (Math.PI * ((k * k) % (2 * n))) / n; // e^{iπk²/n} has period 2n in k²
    cos[k] = Math.cos(angle);
    sin[k] = Math.sin(angle);
    ar[k] = re[k] * cos[k] + im[k] * sin[k];
    ai[k] = im[k] * cos[k] - re[k] * sin[k];
    br[k] = br[(m - k) % m] = cos[k];
    bi[k] = bi[(m - k) % m] = sin[k];
  }
  halving(ar, ai);
  halving(br, bi);
  for (let k = 0; k < m; k++) { // conjugated product, so that the forward transform turns it back
    const x = ar[k] * br[k] - ai[k] * bi[k];
    ai[k] = -(ar[k] * bi[k] + ai[k] * br[k]);
    ar[k] = x;
  }
  halving(ar, ai);
  for (let k = 0; k < n; k++) {
    const x = ar[k] / m, y = -ai[k] / m;
    re[k] = x * cos[k] + y * sin[k];
    im[k] = y * cos[k] - x * sin[k];
  }
}
