using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Interests;
using ScottPlot;

namespace Fangshou.Briefs;

/// <summary>What a figure of ties shows.</summary>
/// <param name="Title">About whom, in a line.</param>
/// <param name="Note">A line under the title: the day.</param>
/// <param name="Network">Who is tied to whom.</param>
/// <param name="Name">A body's name from its id.</param>
public sealed record TieFigureInput(string Title, string Note, TieNetwork Network, Func<string, string> Name);

/// <summary>Who stands behind whom: local governments on the left, firms in the middle, other public bodies on the right.</summary>
public static class TieNetworkFigure
{
    const double Pitch = 17, Side = 16, LetterWidth = 7;
    const int MostFirms = 60, Steps = 14;

    static readonly (string Colour, ImmutableArray<string> Roles)[] looks =
    [
        ("#0072B2", ["investor", "golden-share"]), (Palette.Easing, ["incubator", "research-supplier"]), ("#E69F00", ["customer"]), (Palette.Crackdown, ["policy-maker", "court-protection"]),
        (Palette.Support, ["tax-base", "employer"]),
    ];

    /// <summary>An SVG element, without XML declaration.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A width out of range.</exception>
    public static string Svg(TieFigureInput input, ChartOptions options) => Draw(input, options).Svg();

    /// <summary>PNG bytes, at two device pixels per CSS pixel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A width out of range.</exception>
    public static byte[] Png(TieFigureInput input, ChartOptions options) => Draw(input, options).Png();

    static FigureSheet Draw(TieFigureInput input, ChartOptions options)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(options);
        TieWords words = new(options.Language);
        FigureSheet sheet = new(options, input.Title, Describe(input, options));
        Columns columns = Arrange(input.Network);
        double top = Legend(sheet, sheet.Head(input.Note), columns, words, options) + 20;
        double height = Math.Max(1, Math.Max(columns.Firms.Length, Math.Max(columns.Left.Length, columns.Right.Length))) * Pitch;
        string localTitle = options.Say("local governments", "地方政府");
        double left = Math.Max(Room(columns.Left, input, 0.22 * sheet.Width), Wide(localTitle) - 8), right = Room(columns.Right, input, 0.24 * sheet.Width), name = Math.Min(0.2 * sheet.Width, columns.Firms.Select(i => Wide(input.Network.Nodes[i].Id)).DefaultIfEmpty().Max());
        double half = Math.Min((name / 2) + (4 * LetterWidth), 0.16 * sheet.Width), at = Side + left + 10, to = sheet.Width - Side - right - 10, middle = (at + to) / 2;

        Dictionary<int, double> y = [];
        foreach (int[] column in (int[][])[columns.Left, columns.Firms, columns.Right])
            for (int i = 0; i < column.Length; i++)
                y[column[i]] = top + (height / 2) + ((i + 0.5 - (column.Length / 2.0)) * Pitch);
        sheet.Text(at, top - 8, localTitle, Anchor.End, FigureSheet.TickSize, Palette.Light.Quiet, bold: true);
        sheet.Text(middle, top - 8, options.Say("firms", "企业"), Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet, bold: true);
        sheet.Text(to, top - 8, options.Say("other public bodies", "其他公共机构"), Anchor.Start, FigureSheet.TickSize, Palette.Light.Quiet, bold: true);

        foreach (TieEdge edge in columns.Edges.OrderBy(edge => edge.Weight))
        {
            bool isLocal = input.Network.Nodes[edge.Body].Kind == HolderKind.Locality;
            sheet.Path(Curve(isLocal ? at : to, y[edge.Body], isLocal ? middle - half : middle + half, y[edge.Firm]), Look(edge.Roles[0]).Colour, Math.Min(0.7 + (0.3 * edge.Weight), 3.2));
        }

        foreach (int i in columns.Firms)
            Firm(sheet, input.Network.Nodes[i], middle, y[i], half, [.. columns.Edges.Where(edge => edge.Firm == i)], input.Network);
        foreach (int i in columns.Left)
            Body(sheet, input, input.Network.Nodes[i], at, y[i], -1, left);
        foreach (int i in columns.Right)
            Body(sheet, input, input.Network.Nodes[i], to, y[i], 1, right);
        sheet.Foot(top + height + 2, Foot(input, columns, options));
        return sheet;
    }

    static Columns Arrange(TieNetwork network)
    {
        // The most tied first; what is left out is told under the figure.
        int[] firms = [.. Enumerable.Range(0, network.Nodes.Length).Where(i => network.Nodes[i].Kind is null).OrderByDescending(i => network.Nodes[i].Strength).ThenBy(i => network.Nodes[i].Id, StringComparer.Ordinal).Take(MostFirms)];
        ImmutableArray<TieEdge> edges = [.. network.Edges.Where(edge => firms.Contains(edge.Firm))];
        int[] bodies = [.. edges.Select(edge => edge.Body).Distinct()];
        int[] left = [.. bodies.Where(i => network.Nodes[i].Kind == HolderKind.Locality)], right = [.. bodies.Where(i => network.Nodes[i].Kind != HolderKind.Locality)];
        (int[] l, int[] m, int[] r, _) = LayeredOrder.Of(
            left.Length, firms.Length, right.Length,
            [.. edges.Select(edge => Array.IndexOf(left, edge.Body) is >= 0 and int i ? (0, i, Array.IndexOf(firms, edge.Firm)) : (2, Array.IndexOf(right, edge.Body), Array.IndexOf(firms, edge.Firm)))]);
        return new Columns([.. l.Select(i => left[i])], [.. m.Select(i => firms[i])], [.. r.Select(i => right[i])], edges);
    }

    static void Firm(FigureSheet sheet, TieNode firm, double middle, double y, double half, ImmutableArray<TieEdge> edges, TieNetwork network)
    {
        if (!firm.IsGroup)
            sheet.Box(middle - half, y - 7.5, middle + half, y + 7.5, Palette.Light.Rule, 0.75);
        sheet.Text(middle, y + 4, Cut(firm.Id, (2 * half) - (8 * LetterWidth)), Anchor.Middle, FigureSheet.TickSize, firm.IsGroup ? Palette.Light.Quiet : null);
        sheet.Text(middle - half + 3, y + 4, Letters(isLocal: true), size: 9, colour: Palette.Light.Quiet);
        sheet.Text(middle + half - 3, y + 4, Letters(isLocal: false), Anchor.End, 9, Palette.Light.Quiet);

        string Letters(bool isLocal)
        {
            string[] letters = [.. edges.Where(edge => (network.Nodes[edge.Body].Kind == HolderKind.Locality) == isLocal).SelectMany(edge => edge.Roles).Distinct().OrderBy(role => RoleYear.Roles.IndexOf(role)).Select(TieWords.Letter)];
            return letters.Length > 4 ? string.Concat(letters[..3]) + "+" : string.Concat(letters);
        }
    }

    static void Body(FigureSheet sheet, TieFigureInput input, TieNode body, double x, double y, int direction, double room)
    {
        double radius = Math.Min(2.4 + (0.5 * Math.Sqrt(body.Strength)), 6);
        sheet.Mark(x, y, radius, Palette.Light.Ink, Mark(body.Kind));
        sheet.Text(x + (direction * 9), y + 4, Cut(input.Name(body.Id), room), direction < 0 ? Anchor.End : Anchor.Start, FigureSheet.TickSize);
    }

    static MarkerShape Mark(HolderKind? kind) => kind switch
    {
        HolderKind.Locality => MarkerShape.FilledCircle,
        HolderKind.Centre => MarkerShape.FilledSquare,
        HolderKind.Fund => MarkerShape.FilledTriangleUp,
        HolderKind.StateFirm => MarkerShape.FilledTriangleDown,
        HolderKind.Court => MarkerShape.FilledDiamond,
        HolderKind.Research => MarkerShape.OpenCircle,
        _ => MarkerShape.OpenSquare,
    };

    static double Legend(FigureSheet sheet, double y, Columns columns, TieWords words, ChartOptions options)
    {
        double x = Side, row = y + 14;
        foreach ((string colour, ImmutableArray<string> roles) in looks)
        {
            string text = string.Join(", ", roles.Select(role => $"{TieWords.Letter(role)} {words.Role(role)}"));
            Next(32 + FigureSheet.Measure(text, FigureSheet.TextSize) + 14);
            sheet.Line(x, row - 4, x + 24, row - 4, colour, 2.6);
            sheet.Text(x + 30, row, text, colour: Palette.Light.Quiet);
            x += 32 + FigureSheet.Measure(text, FigureSheet.TextSize) + 14;
        }

        (x, row) = (Side, row + 18);
        foreach (HolderKind kind in Enum.GetValues<HolderKind>())
        {
            string text = words.Kind(kind);
            double need = 16 + FigureSheet.Measure(text, FigureSheet.TextSize) + 12;
            Next(need);
            sheet.Mark(x + 5, row - 4, 4, Palette.Light.Ink, Mark(kind));
            sheet.Text(x + 14, row, text, colour: Palette.Light.Quiet);
            x += need;
        }

        return row + (columns.Edges.IsEmpty ? 0 : 6);

        void Next(double need)
        {
            if (x > Side && x + need > sheet.Width)
                (x, row) = (Side, row + 18);
        }
    }

    static string Foot(TieFigureInput input, Columns columns, ChartOptions options)
    {
        int left = input.Network.Nodes.Count(node => node.Kind is null) - columns.Firms.Length;
        string more = left == 0 ? "" : options.Say(
            string.Create(CultureInfo.InvariantCulture, $" {left} firms with fewer ties are not shown."), string.Create(CultureInfo.InvariantCulture, $"另有{left}家联系较少的企业未显示。"));
        return options.Say(
            "A line is as wide as the ties are many and strong; its colour is that of the strongest role. Letters beside a firm are its roles on either side. Names without a box stand for many firms. Only sourced ties are shown: a firm without one may have others.",
            "线越粗，联系越多越强；颜色为最强角色。企业两侧字母为其角色。无底色者为企业群体。仅显示有来源的联系，未列出不等于没有。") + more;
    }

    static string Describe(TieFigureInput input, ChartOptions options)
    {
        TieNode[] strongest = [.. input.Network.Nodes.Where(node => node.Kind is not null).OrderByDescending(node => node.Strength).ThenBy(node => node.Id, StringComparer.Ordinal).Take(3)];
        string first = string.Join(", ", strongest.Select(node => string.Create(CultureInfo.InvariantCulture, $"{input.Name(node.Id)} ({node.Degree})")));
        int bodies = input.Network.Nodes.Count(node => node.Kind is not null), firms = input.Network.Nodes.Length - bodies;
        return options.Say(
            string.Create(CultureInfo.InvariantCulture, $"{bodies} public bodies are tied to {firms} firms by {input.Network.Edges.Length} links. Those with the strongest ties, and how many firms they are tied to: {first}."),
            string.Create(CultureInfo.InvariantCulture, $"{bodies}个公共机构与{firms}家企业之间有{input.Network.Edges.Length}条连线。联系最强者及其相连企业数：{first}。"));
    }

    /// <summary>An S from one side to the other that leaves and arrives level.</summary>
    static IEnumerable<(double X, double Y)> Curve(double x1, double y1, double x2, double y2)
    {
        if (y1 == y2)
            return [(x1, y1), (x2, y2)];
        return Enumerable.Range(0, Steps + 1).Select(i =>
        {
            double t = (double)i / Steps;
            return (x1 + ((x2 - x1) * t), y1 + ((y2 - y1) * t * t * (3 - (2 * t))));
        });
    }

    static (string Colour, ImmutableArray<string> Roles) Look(string role) => looks.FirstOrDefault(look => look.Roles.Contains(role), looks[^1]);

    static double Wide(string text) => FigureSheet.Measure(text, FigureSheet.TickSize);

    static double Room(int[] column, TieFigureInput input, double most) => Math.Min(most, column.Select(i => Wide(input.Name(input.Network.Nodes[i].Id))).DefaultIfEmpty().Max());

    static string Cut(string name, double room) => Wide(name) <= room + 0.5 ? name : Cells.Wrap(name.Replace(' ', '\u00a0'), Math.Max(2, (int)(room / Wide("n")) - 1)).First() + "…";

    /// <summary>Nodes from top to bottom, and the edges between those shown.</summary>
    sealed record Columns(int[] Left, int[] Firms, int[] Right, ImmutableArray<TieEdge> Edges);
}
