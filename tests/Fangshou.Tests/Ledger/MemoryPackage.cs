using System.Text;

namespace Fangshou.Tests.Ledger;

/// <summary>A small data package in memory, sound until a test plants a fault.</summary>
sealed class MemoryPackage
{
    public const string EventHeader =
        "id,date,date_precision,jurisdiction,kind,sectors,areas,actor,actor_level,targets,instrument,direction,severity,amount,currency,until,title,source_url,source_publisher,source_url_2,confidence";

    public const string FirstRow =
        "cn-2020-11-03-halt,2020-11-03,day,CN,action,fintech,financial-stability,CSRC,central-agency,Ant,suspension,tighten,4,37000000000,USD,2021-01-05,The exchange halts a listing,https://example.org/a,Example,,medium";

    public const string SecondRow =
        "cn-2021-07-30-games,2021-07-01,month,CN-GD,incident,ai;gaming,,FIRM:Some Games,firm,,incident,none,2,,,,Parents complain of games,https://example.org/b,Example,https://example.org/c,high";

    readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);

    public MemoryPackage()
    {
        Set("events.csv", EventHeader, FirstRow, SecondRow);
        Set("vocabularies/jurisdictions.csv", "id,parent,title_en", "CN,,China", "CN-GD,CN,Guangdong", "US,,United States");
        Set(
            "vocabularies/sectors.csv",
            "id,parent,aliases,title_en,title_zh,description",
            "ai,,artificial-intelligence;machine-learning,Artificial intelligence,人工智能,All of it",
            "generative-ai,ai,llm,Generative AI,,",
            "chat-bots,generative-ai,,,,",
            "fintech,,,Fintech,,",
            "gaming,,,Gaming,,");
        Set("vocabularies/areas.csv", "id", "financial-stability", "content-control", "data-privacy");
        Set("vocabularies/instruments.csv", "id,lasting", "suspension,true", "incident,false", "fine,false");
        Set("vocabularies/actors.csv", "id,orientation", "CSRC,-2", "SAMR,-1", "LOCAL:Hefei,2");
        Set("vocabularies/actor-levels.csv", "id", "central-agency", "firm", "municipal");
        Set(
            "interests.csv",
            "id,date_from,date_to,jurisdiction,holder,firm,sector,role,stake_pct,amount,currency,strength,title,source_url,source_publisher,confidence",
            "int-2008-hefei,2008-09-01,2010-01-01,CN,LOCAL:Hefei,BOE,ai,investor,12.5,100,CNY,3,Hefei buys shares,https://example.org/i,Example,medium");
        Set(
            "dockets.csv",
            "id,court,place,jurisdiction,year_from,year_to,claimant,respondent_type,cause,cases,judges,cases_per_judge,claimant_win_rate,title,source_url,source_publisher,confidence",
            "doc-2008-all,All courts,China,CN,2008,2012,firms,firms,antitrust,61,,,0.5,61 suits,https://example.org/d,Example,medium");
        Set("series.csv", "series,unit,jurisdiction,date,value,source_url,source_publisher", "GDP,per cent,CN,2020-01-01,-6.8,https://example.org/s,Example");
        Set(
            "phases.csv",
            "jurisdiction,sectors,areas,phase,start,end,start_uncertainty_months,basis,source_url,source_publisher",
            "CN,ai,,lax,2017-01-01,2020-03-01,6,Somebody dates it so,https://example.org/p,Example");
    }

    public IEnumerable<string> Names => files.Keys;

    public Stream? Open(string name) => files.TryGetValue(name, out byte[]? bytes) ? new MemoryStream(bytes, writable: false) : null;

    public MemoryPackage Set(string name, params string[] lines) => Set(name, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

    public MemoryPackage Set(string name, byte[] bytes)
    {
        files[name] = bytes;
        return this;
    }

    public MemoryPackage Remove(string name)
    {
        files.Remove(name);
        return this;
    }

    /// <summary>Replaces a text that stands in the file exactly once.</summary>
    public MemoryPackage Change(string name, string old, string with)
    {
        string text = Encoding.UTF8.GetString(files[name]);
        Assert.Equal(2, text.Split(old).Length);
        return Set(name, Encoding.UTF8.GetBytes(text.Replace(old, with, StringComparison.Ordinal)));
    }

    public MemoryPackage Events(params string[] rows) => Set("events.csv", [EventHeader, .. rows]);

    /// <summary>A row that is sound whatever the id and the day.</summary>
    public static string Row(
        string id, string date = "2020-11-03", string precision = "day", string jurisdiction = "CN", string sectors = "ai", string areas = "", string until = "", string title = "Something happens") =>
        $"{id},{date},{precision},{jurisdiction},action,{sectors},{areas},CSRC,central-agency,,suspension,tighten,3,,,{until},{title},https://example.org/x,Example,,medium";
}
