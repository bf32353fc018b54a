using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Fangshou.Calibration;
using Fangshou.Mechanism;

namespace Fangshou.Scenarios;

/// <summary>Parameter sets that meet the stylized facts about as well as each other, with weights: what a scenario runs on instead of one best set.</summary>
public sealed class ParameterEnsemble
{
    const string WeightColumn = "weight";

    ParameterEnsemble(ImmutableArray<ParameterSet> sets, ImmutableArray<double> weights, string contentHash)
    {
        Sets = sets;
        Weights = weights;
        ContentHash = contentHash;
    }

    /// <summary>The sets. Parameters that were not calibrated have their defaults, extensions on.</summary>
    public ImmutableArray<ParameterSet> Sets { get; }

    /// <summary>The weight of each set; they sum to 1.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>SHA-256 of the file, lower-case hex.</summary>
    public string ContentHash { get; }

    /// <summary>1 / Σ weight²: how many independent sets the weighted ones are worth.</summary>
    public double EffectiveSampleSize => 1 / Weights.Sum(w => w * w);

    /// <summary>Sets for groups of replicates, each as often as its weight says: systematic resampling (Kitagawa 1996) from the middle of each step, so without random numbers.</summary>
    /// <param name="count">How many, at least 1.</param>
    public ImmutableArray<ParameterSet> Draw(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ImmutableArray<ParameterSet>.Builder drawn = ImmutableArray.CreateBuilder<ParameterSet>(count);
        double reached = Weights[0];
        for (int i = 0, at = 0; i < count; i++)
        {
            while (reached < (i + 0.5) / count && at < Sets.Length - 1)
                reached += Weights[++at];
            drawn.Add(Sets[at]);
        }

        return drawn.MoveToImmutable();
    }

    /// <summary>The sets of a calibration as a CSV file: a weight and the calibrated parameters in each row.</summary>
    public static byte[] Write(AbcPosterior posterior)
    {
        ArgumentNullException.ThrowIfNull(posterior);
        StringBuilder text = new();
        text.Append(WeightColumn).Append(',').AppendJoin(',', posterior.Parameters).Append('\n');
        foreach (AbcParticle particle in posterior.Particles)
            text.Append(Text(particle.Weight)).Append(',').AppendJoin(',', particle.Parameters.Select(Text)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());

        static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads such a file.</summary>
    /// <param name="bytes">CSV: a header of "weight" and parameter keys, then at least one row.</param>
    /// <exception cref="FormatException">A column, a number or a range is wrong; the message lists every fault with its row and column.</exception>
    public static ParameterEnsemble Read(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        List<string> faults = [];
        List<ParameterSet> sets = [];
        List<double> weights = [];
        using CsvReader reader = CsvReader.Create(bytes, new CsvReaderOptions { Separator = ',', HasHeader = false });
        ParameterRow?[] columns = reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(i => Column(reader.GetString(i), i, faults))] : [];
        if (columns.Length == 0)
            faults.Add("The file is empty; a header of weight and parameter keys is expected.");
        for (int row = 2; faults.Count == 0 && reader.Read(); row++)
        {
            if (reader.FieldCount != columns.Length)
            {
                faults.Add($"Row {row} has {reader.FieldCount} cells, the header {columns.Length}.");
                continue;
            }

            ParameterSet set = ParameterSet.Default;
            for (int i = 0; i < columns.Length; i++)
            {
                string cell = reader.GetString(i);
                if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
                    faults.Add($"Row {row}, column {i + 1}: '{(cell.Length > 40 ? cell[..40] : cell)}' is no number.");
                else if (i == 0 && !(value > 0 && value <= 1))
                    faults.Add($"Row {row}: the weight is {cell}; above 0 and up to 1 is allowed.");
                else if (i == 0)
                    weights.Add(value);
                else if (ParameterSet.Fault(columns[i]!, value) is { } fault)
                    faults.Add($"Row {row}: {fault}");
                else
                    set = set.With(columns[i]!.Parameter, value);
            }

            sets.Add(set);
        }

        if (faults.Count == 0 && sets.Count == 0)
            faults.Add("The file has no row.");
        if (faults.Count > 0)
            throw new FormatException(string.Join(' ', faults));
        double total = weights.Sum();
        return new ParameterEnsemble([.. sets], [.. weights.Select(w => w / total)], Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    static ParameterRow? Column(string name, int index, List<string> faults)
    {
        if (index == 0)
        {
            if (name != WeightColumn)
                faults.Add($"The first column is '{name}'; {WeightColumn} is expected.");
            return null;
        }

        if (ParameterTable.Find(name) is { } row)
            return row;
        faults.Add($"Column {index + 1}: '{name}' is no parameter.");
        return null;
    }
}
