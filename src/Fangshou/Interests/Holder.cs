using Fangshou.Ledger;

namespace Fangshou.Interests;

/// <summary>What sort of public body holds a tie.</summary>
public enum HolderKind
{
    /// <summary>A local government: a province, city, district or county.</summary>
    Locality,

    /// <summary>The centre: its leaders and ministries.</summary>
    Centre,

    /// <summary>Public bodies that the source names together or not at all, such as all police bureaus.</summary>
    Several,

    /// <summary>A state fund.</summary>
    Fund,

    /// <summary>A state-owned firm or bank.</summary>
    StateFirm,

    /// <summary>A court.</summary>
    Court,

    /// <summary>A public laboratory, academy or university.</summary>
    Research,
}

/// <summary>What the codebook knows of those who hold ties.</summary>
public static class Holder
{
    /// <summary>Class of the ids of local governments.</summary>
    public const string LocalClass = "LOCAL:";

    /// <summary>The sort of a holder, by the class of its id and, where it has none, by its level in the vocabulary of actors.</summary>
    public static HolderKind Kind(string holder, Vocabulary actors)
    {
        ArgumentNullException.ThrowIfNull(holder);
        ArgumentNullException.ThrowIfNull(actors);
        int colon = holder.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? OfLevel(actors.Find(holder)?.Properties.GetValueOrDefault("level")) : holder[..colon] switch
        {
            "LOCAL" => HolderKind.Locality,
            "FUND" => HolderKind.Fund,
            "SOE" => HolderKind.StateFirm,
            "COURT" => HolderKind.Court,
            "LAB" or "UNIV" => HolderKind.Research,
            _ => HolderKind.Several,
        };
    }

    static HolderKind OfLevel(string? level) => level switch
    {
        "provincial" or "municipal" => HolderKind.Locality,
        "court" => HolderKind.Court,
        "industry-body" => HolderKind.Research,
        "firm" => HolderKind.StateFirm,
        _ => HolderKind.Centre,
    };

    /// <summary>The id without its class: Hefei for LOCAL:Hefei.</summary>
    public static string Name(string holder)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return holder[(holder.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>True when a holder is a body or reports to it, through others too: a city includes its districts and its state firms, a province its cities.</summary>
    public static bool IsWithin(string holder, string body, Vocabulary actors)
    {
        ArgumentNullException.ThrowIfNull(actors);
        // Bounded by the number of terms, so that a circle in a user's table ends.
        string? at = holder;
        for (int step = 0; step <= actors.Terms.Length && !string.IsNullOrEmpty(at); step++)
        {
            if (at == body)
                return true;
            at = actors.Find(at)?.Properties.GetValueOrDefault("reports_to");
        }

        return false;
    }
}
