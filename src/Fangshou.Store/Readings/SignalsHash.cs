using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fangshou.Signals;

namespace Fangshou.Store;

/// <summary>Tells whether two readings rest on the same signals.</summary>
static class SignalsHash
{
    /// <summary>SHA-256, in hexadecimal, of all numbers of some series, their cells and lanes; not of the rows behind them, their day or data version.</summary>
    public static string Of(ImmutableArray<SignalSeries> all)
    {
        using MemoryStream bytes = new();
        using (BinaryWriter writer = new(bytes, Encoding.UTF8, leaveOpen: true))
        {
            foreach (SignalSeries series in all)
            {
                writer.Write(series.Cell.ToString());
                writer.Write((int)series.Lane);
                writer.Write(series.LogBreadth);
                writer.Write(series.Months.Length);
                foreach (SignalMonth month in series.Months)
                    Write(writer, month);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    static void Write(BinaryWriter writer, SignalMonth month)
    {
        (Ledger.Month at, int tighten, int tightenSeverity, int acts, int ease, int easeSeverity, int support, int supportSeverity, int incidents, int incidentSeverity, int inForce, bool standing, double logCoverage, bool provisional) = month;
        foreach (int number in (ReadOnlySpan<int>)[at.Index, tighten, tightenSeverity, acts, ease, easeSeverity, support, supportSeverity, incidents, incidentSeverity, inForce])
            writer.Write(number);
        writer.Write(standing);
        writer.Write(logCoverage);
        writer.Write(provisional);
    }
}
