using System.Collections.Immutable;
using Fangshou.Store;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Api;

/// <summary>A value of the query that an address takes. What is written here is what is checked, and what the description of the API says.</summary>
/// <param name="Name">The command's flag without its hyphens in front; <c>asOf</c> alone is written as in the envelope.</param>
/// <param name="Says">What it means.</param>
sealed record ApiParameter(string Name, string Says)
{
    /// <summary>The allowed values; empty when the operation checks them.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>True when it may be given more than once.</summary>
    public bool Many { get; init; }

    /// <summary>True when it must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Least and largest whole number; null for texts.</summary>
    public (int Least, int Largest)? Range { get; init; }

    /// <summary>What holds when it is left out.</summary>
    public string Default { get; init; } = "";

    /// <summary>A value that makes sense.</summary>
    public string Example { get; init; } = "";

    /// <summary>What addresses of the desk take: what is typed here has no day of knowledge.</summary>
    public static ImmutableArray<ApiParameter> OfDesk { get; } = [new("lang", "Language of figures and statements.") { Allowed = ["en", "zh"], Default = "en" }];

    /// <summary>What every other address takes.</summary>
    public static ImmutableArray<ApiParameter> OfAll { get; } =
    [
        new("asOf", "Use only what was known on this day.") { Default = "latest", Example = "2024-04-09" },
        .. OfDesk,
    ];
}

/// <summary>One question that the API answers.</summary>
/// <param name="Id">Names it in the description, such as <c>listEvents</c>.</param>
/// <param name="Paths">Templates below /api/v1.</param>
/// <param name="Summary">In a line.</param>
/// <param name="Schema">The JSON Schema of the answer in docs/schema, without its ending.</param>
/// <param name="Answer">Answers it.</param>
sealed record ApiRoute(string Id, ImmutableArray<string> Paths, string Summary, string Schema, Func<ApiRequest, Task<ApiAnswer>> Answer)
{
    /// <summary>Where the API begins.</summary>
    public const string Root = "/api/v1";

    /// <summary>More about it.</summary>
    public string Description { get; init; } = "";

    /// <summary>Values of the query, beside those that every address takes.</summary>
    public ImmutableArray<ApiParameter> Own { get; init; } = [];

    /// <summary>Pages that show the same; each answers as a file when its address is followed by an ending such as <c>.csv</c>.</summary>
    public ImmutableArray<string> Pages { get; init; } = [];

    /// <summary>True when it is about what is typed here, which changes without the package and has no day of knowledge.</summary>
    public bool IsOfDesk { get; init; }

    /// <summary>The least role that may ask; null for everybody who may read.</summary>
    public Role? Needs { get; init; }

    /// <summary>What is sent with it: the schema of a JSON body, or <see cref="Csv"/>; null when it only reads.</summary>
    public string? Body { get; init; }

    /// <summary>A body that is a table.</summary>
    public const string Csv = "text/csv";

    /// <summary>Media type of the body.</summary>
    public string BodyType => Body == Csv ? Csv : "application/json";

    /// <summary>GET, unless something is sent along or another is named.</summary>
    public string Method { get => field ?? (Body is null ? HttpMethods.Get : HttpMethods.Post); init; }

    /// <summary>True when it changes something.</summary>
    public bool Writes => Method != HttpMethods.Get;

    /// <summary>Values of the query.</summary>
    public ImmutableArray<ApiParameter> Parameters => [.. Own, .. IsOfDesk ? ApiParameter.OfDesk : ApiParameter.OfAll];

    /// <summary>All questions, in the order of the description.</summary>
    public static ImmutableArray<ApiRoute> All { get; } =
    [
        .. EventsApi.Routes, .. CellsApi.Routes, .. ClaimsApi.Routes, .. ComparisonsApi.Routes, .. TiesApi.Routes, .. CourtsApi.Routes, .. ScenariosApi.Routes, .. VocabulariesApi.Routes, .. DataApi.Routes,
        .. CandidatesApi.Routes, .. RevisionsApi.Routes, .. ImportsApi.Routes, .. AlertsApi.Routes,
    ];
}
