using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace Fangshou.Mechanism;

/// <summary>One row of the table of parameters.</summary>
/// <param name="Parameter">Which number.</param>
/// <param name="Key">Its name in scenario files and on the command line.</param>
/// <param name="Symbol">As in the equations; empty where they have none.</param>
/// <param name="Meaning">In a few words.</param>
/// <param name="Unit">"1" for none; a month is the unit of time, harm 1 a sector one scandal away from national attention.</param>
/// <param name="Default">The value used where nothing else is said.</param>
/// <param name="Core">The value with which the extensions beyond the eighteen core equations fall away; the default for all others.</param>
/// <param name="Least">Smallest value accepted.</param>
/// <param name="Largest">Largest value accepted.</param>
/// <param name="PriorLow">Lower end of the uniform prior; null where the value is no matter of belief.</param>
/// <param name="PriorHigh">Upper end of it.</param>
/// <param name="Equation">Number of the equation, or "start".</param>
/// <param name="Rationale">Why this value and range; F… are the stylized facts.</param>
public sealed record ParameterRow(
    MechanismParameter Parameter, string Key, string Symbol, string Meaning, string Unit, double Default, double Core, double Least, double Largest,
    double? PriorLow, double? PriorHigh, string Equation, string Rationale);

/// <summary>Every parameter of the mechanism, with meaning, unit, default, range and reason: the one place where they stand.</summary>
public static class ParameterTable
{
    /// <summary>The rows, in the order of <see cref="MechanismParameter"/>.</summary>
    public static ImmutableArray<ParameterRow> Rows { get; } = Read();

    /// <summary>The row of a parameter.</summary>
    public static ParameterRow Of(MechanismParameter parameter) => Rows[(int)parameter];

    /// <summary>The row with a key, or null.</summary>
    public static ParameterRow? Find(string key) => Rows.FirstOrDefault(row => row.Key == key);

    /// <summary>The key that belongs to a name: lower case, hyphens between words.</summary>
    static string KeyOf(MechanismParameter parameter)
    {
        string name = parameter.ToString();
        return string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
    }

    static ImmutableArray<ParameterRow> Read()
    {
        using Stream stream = typeof(ParameterTable).Assembly.GetManifestResourceStream("Fangshou.Mechanism.parameters.csv")!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        MechanismParameter[] parameters = Enum.GetValues<MechanismParameter>();
        ImmutableArray<ParameterRow>.Builder rows = ImmutableArray.CreateBuilder<ParameterRow>(parameters.Length);
        using CsvReader reader = CsvReader.Create(bytes, new CsvReaderOptions { Separator = ',', HasHeader = false });
        reader.Read();
        while (reader.Read())
        {
            MechanismParameter parameter = parameters[rows.Count];
            if (reader.GetString(0) != KeyOf(parameter))
                throw new InvalidOperationException($"Row {rows.Count + 1} of parameters.csv is {reader.GetString(0)}; {KeyOf(parameter)} belongs there.");
            double standard = Number(4);
            rows.Add(new ParameterRow(
                parameter, reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), standard, Optional(5) ?? standard, Number(6), Number(7),
                Optional(8), Optional(9), reader.GetString(10), reader.GetString(11)));
        }

        return rows.MoveToImmutable();

        double Number(int column) => double.Parse(reader.GetString(column), CultureInfo.InvariantCulture);
        double? Optional(int column) => reader.GetString(column) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
    }
}
