namespace Fangshou.Surface.Tests.Web;

/// <summary>What is not taken at the desk, and what is said.</summary>
public static class DeskFaults
{
    /// <summary>A field of the form for a suggestion, what is typed into it, and a word of what is said.</summary>
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "c.title", "=1+1", "formula" },
        { "c.title", new string('a', 161), "160" },
        { "c.title", "bell\u0007", "control character" },
        { "c.title", "two\nlines", "control character" },
        { "c.title", "", "may not be empty" },
        { "c.direction", "<script>alert(1)</script>", "not a known direction" },
        { "c.sectors", "kites", "not a known sector" },
        { "c.jurisdiction", "Moon", "not a known jurisdiction" },
        { "c.severity", "9", "outside 1 to 5" },
        { "c.date", "yesterday", "no calendar day" },
        { "c.until", "2001-01-01", "before" },
        { "c.source_url", "javascript:alert(1)", "http" },
        { "c.amount", "1e9", "number" },
        { "c.currency", "yuan", "currency" },
        { "c.colour", "red", "no column" },
        { "c.id", "cn-2021-01-01-other", "cannot be edited" },
        { "why", "", "may not be empty" },
        { "source", "  ", "may not be empty" },
        { "why", "a\u0001b", "control character" },
        { "source", new string('s', 2001), "2000" },
        { "base", "0", "changed meanwhile" },
    };

    /// <summary>An address of the API, a body, its type, the status and a word of what is said.</summary>
    public static TheoryData<string, string, string, int, string> WrongBodies => new()
    {
        { "/api/v1/candidates", "", "application/json", 400, "no JSON" },
        { "/api/v1/candidates", "[]", "application/json", 400, "no JSON object" },
        { "/api/v1/candidates", "{\"knd\":\"edited\"}", "application/json", 400, "kind" },
        { "/api/v1/candidates", "{\"kind\":\"made\",\"cells\":7,\"baseVersion\":-1,\"why\":5}", "application/json", 400, "why is no text" },
        { "/api/v1/candidates", "{\"kind\":\"created\",\"kind\":\"edited\"}", "application/json", 400, "twice" },
        { "/api/v1/candidates", "{\"kind\":\"created\",\"table\":\"events.csv\",\"why\":\"\\ud800\"}", "application/json", 400, "why is no text" },
        { "/api/v1/candidates", "{\"kind\":\"created\",\"table\":\"nowhere.csv\",\"why\":\"x\",\"source\":\"x\"}", "application/json", 422, "nowhere.csv" },
        { "/api/v1/candidates", "{\"kind\":\"created\",\"table\":\"events.csv\",\"cells\":{\"title\":\"=1+1\"}}", "application/json", 422, "formula" },
        { "/api/v1/candidates", "{}", "text/plain", 415, "application/json" },
        { "/api/v1/candidates?asOf=2020-01-01", "{}", "application/json", 400, "asOf" },
        { "/api/v1/candidates/x/review", "{}", "application/json", 404, "no candidate" },
        { "/api/v1/imports", "id\n", "text/csv", 400, "why is missing" },
        { "/api/v1/imports?table=events.csv&why=x&source=x", "id,colour\n", "text/csv", 422, "colour" },
        { "/api/v1/imports?table=events.csv&why=x&source=x", "id\n", "application/json", 415, "text/csv" },
    };

    /// <summary>Addresses of the desk, but for the value at their end.</summary>
    public static TheoryData<string> Addresses =>
    [
        "/ledger/suggest?row=", "/ledger/suggest?retire=", "/ledger/suggest?table=", "/ledger/suggest?from=", "/ledger/review?state=", "/ledger/review?mine=", "/ledger/review?after=", "/ledger/review?state=all&before=",
        "/ledger/review/", "/ledger/export.zip?revision=", "/ledger/edits.atom?lang=", "/events/", "/api/v1/candidates?state=", "/api/v1/candidates?table=", "/api/v1/candidates?key=", "/api/v1/candidates?after=", "/api/v1/candidates/",
        "/api/v1/revisions?after=", "/api/v1/revisions?key=", "/api/v1/revisions?limit=",
    ];

    /// <summary>Values as somebody would send them who means no good.</summary>
    public static IEnumerable<string> Hostile =>
        ["%3Cscript%3Ealert(1)%3C/script%3E", "%27%20OR%201=1;--", "x%0D%0ASet-Cookie:%20a=b", "a%00b", "%FF%FE%C0%AF", "..%2F..%2Fetc%2Fpasswd", "99999999999999999999", "-1", "%E2%80%AE", new('a', 3000)];
}
