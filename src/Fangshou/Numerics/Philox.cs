namespace Fangshou.Numerics;

/// <summary>Philox4x32-10: a counter turned into 128 random bits by ten rounds of a keyed bijection.</summary>
/// <remarks>
/// Source: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC '11.
/// No state: the same counter and key give the same bits on every thread, in any order. Pinned by the published known answers.
/// </remarks>
public static class Philox
{
    const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    /// <summary>Scrambles one counter of four words with a key of two. Constant time, no allocation.</summary>
    /// <param name="counter0">First word of the counter.</param>
    /// <param name="counter1">Second word.</param>
    /// <param name="counter2">Third word.</param>
    /// <param name="counter3">Fourth word.</param>
    /// <param name="key0">First word of the key.</param>
    /// <param name="key1">Second word.</param>
    public static (uint X0, uint X1, uint X2, uint X3) Scramble(uint counter0, uint counter1, uint counter2, uint counter3, uint key0, uint key1)
    {
        unchecked
        {
            for (int round = 0; round < 10; round++)
            {
                ulong product0 = (ulong)Multiplier0 * counter0;
                ulong product1 = (ulong)Multiplier1 * counter2;
                (counter0, counter1, counter2, counter3) = (
                    (uint)(product1 >> 32) ^ counter1 ^ key0,
                    (uint)product1,
                    (uint)(product0 >> 32) ^ counter3 ^ key1,
                    (uint)product0);
                key0 += Weyl0;
                key1 += Weyl1;
            }

            return (counter0, counter1, counter2, counter3);
        }
    }
}
