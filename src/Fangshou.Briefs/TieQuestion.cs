using System.Collections.Immutable;
using Fangshou.Interests;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Briefs;

/// <summary>What ties are asked about.</summary>
public enum TieSubject
{
    /// <summary>A jurisdiction, or a sector of it.</summary>
    Cell,

    /// <summary>A firm.</summary>
    Firm,

    /// <summary>A public body with all that reports to it.</summary>
    Body,
}

/// <summary>What ties are asked about.</summary>
/// <param name="Subject">A cell, a firm, or a public body with all that reports to it.</param>
/// <param name="Name">The cell, the firm's name, or the body's id.</param>
/// <param name="Cell">The cell; null for others.</param>
public sealed record TieQuestion(TieSubject Subject, string Name, Cell? Cell)
{
    /// <summary>Reads what the user wrote: a cell, else a body's id, else a firm, else a place or another body by its name.</summary>
    /// <exception cref="RefusedException">Nothing of the kind is known ; the message names the nearest.</exception>
    internal static TieQuestion Read(string text, ImmutableArray<Tie> ties, Codebook codebook)
    {
        string asked = text.Trim();
        if (asked.Contains('/', StringComparison.Ordinal) || codebook.Jurisdictions.Find(asked) is not null)
            return OfCell(asked, codebook);
        string[] names = [.. ties.SelectMany(tie => tie.Firms).Distinct()];
        if (ties.SelectMany(tie => tie.Holders).FirstOrDefault(holder => holder.Equals(asked, StringComparison.OrdinalIgnoreCase)) is { } exact)
            return new TieQuestion(TieSubject.Body, exact, null);
        if (names.FirstOrDefault(name => Same(FirmName.Of(name)) || Same(name)) is { } firm || (firm = names.FirstOrDefault(name => Same(FirmName.Unit(name)))) is not null)
            return new TieQuestion(TieSubject.Firm, FirmName.Of(firm), null);
        return FindBody(asked, ties, codebook) is { } body
            ? new TieQuestion(TieSubject.Body, body, null)
            : throw Unknown(text, [.. names.Select(FirmName.Of), .. Bodies(ties, codebook).Select(Holder.Name)], "neither a cell, nor a firm, nor a public body that a tie names");

        bool Same(string name) => name.Equals(asked, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The id of the local government that leaves.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="ties">All ties known.</param>
    /// <param name="codebook">Vocabularies.</param>
    /// <param name="called">What it is called where it was written.</param>
    /// <exception cref="RefusedException">No local government of that name holds a tie , or the body is another.</exception>
    internal static string ReadPlace(string text, ImmutableArray<Tie> ties, Codebook codebook, string called)
    {
        string body = FindBody(text.Trim(), ties, codebook)
            ?? throw Unknown(text, Bodies(ties, codebook).Where(id => id.StartsWith(Holder.LocalClass, StringComparison.Ordinal)).Select(Holder.Name), "no local government with a tie", called + ": ");
        return Holder.Kind(body, codebook.Actors) == HolderKind.Locality
            ? body
            : throw new RefusedException(Fault.Usage, $"{called}: {Texts.Printable(body)} is no local government; it takes one such as Hangzhou or LOCAL:Hangzhou.");
    }

    /// <summary>The ties that it is about, whenever they were in force.</summary>
    public ImmutableArray<Tie> Ties(ImmutableArray<Tie> all, Codebook codebook) => Subject switch
    {
        TieSubject.Cell => new TieFilter { Cell = Cell!.Value }.In(all, codebook),
        TieSubject.Firm => [.. all.Where(tie => tie.Firms.Any(name => FirmName.Of(name) == Name))],
        _ => [.. all.Where(tie => tie.Holders.Any(holder => Holder.IsWithin(holder, Name, codebook.Actors)))],
    };

    static TieQuestion OfCell(string text, Codebook codebook)
    {
        Cell cell;
        try
        {
            cell = Fangshou.Ledger.Cell.Parse(text, codebook);
        }
        catch (FormatException unknown)
        {
            throw new RefusedException(Fault.NotFound, Texts.Printable(unknown.Message, 300));
        }

        return cell.Area is null
            ? new TieQuestion(TieSubject.Cell, cell.ToString(), cell)
            : throw new RefusedException(Fault.Usage, $"{cell}: ties belong to sectors, not to areas; leave the area out.");
    }

    static string? FindBody(string asked, ImmutableArray<Tie> ties, Codebook codebook)
    {
        string[] bodies = [.. Bodies(ties, codebook)];
        return bodies.FirstOrDefault(Is) ?? bodies.FirstOrDefault(id => id.StartsWith(Holder.LocalClass, StringComparison.Ordinal) && Is(Holder.Name(id))) ?? bodies.FirstOrDefault(id => Is(Holder.Name(id)));

        bool Is(string name) => name.Equals(asked, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>All that can be asked for by name: firms and public bodies, in alphabetical order.</summary>
    internal static IEnumerable<string> Names(ImmutableArray<Tie> ties, Codebook codebook) =>
        ties.SelectMany(tie => tie.NamedFirms).Concat(Bodies(ties, codebook).Select(Holder.Name)).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Local governments that hold a tie, by name, in alphabetical order.</summary>
    internal static IEnumerable<string> Places(ImmutableArray<Tie> ties, Codebook codebook) =>
        Bodies(ties, codebook).Where(id => Holder.Kind(id, codebook.Actors) == HolderKind.Locality).Select(Holder.Name).Distinct().Order(StringComparer.Ordinal);

    /// <summary>All that hold a tie, and those whom they report to, such as a province of which only a city does.</summary>
    static IEnumerable<string> Bodies(ImmutableArray<Tie> ties, Codebook codebook) =>
        ties.SelectMany(tie => tie.Holders).Concat(codebook.Actors.Terms.Select(term => term.Id).Where(id => ties.Any(tie => tie.Holders.Any(holder => Holder.IsWithin(holder, id, codebook.Actors)))))
            .Distinct().Order(StringComparer.Ordinal);

    static RefusedException Unknown(string text, IEnumerable<string> known, string what, string where = "")
    {
        string[] near = Texts.Nearest(text, known.Distinct());
        return new RefusedException(Fault.NotFound, $"{where}'{Texts.Printable(text)}' is {what}; {(near.Length > 0 ? $"nearest: {string.Join(", ", near)}." : "fangshou interests CN shows them all.")}");
    }
}
