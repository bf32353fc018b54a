namespace Fangshou.Briefs;

/// <summary>What forecasters are called.</summary>
static class ForecasterNames
{
    /// <summary>A forecaster's name in a language.</summary>
    internal static string Of(string id, Language language)
    {
        (string english, string chinese) = id switch
        {
            "climatology" => ("climatology (baseline)", "气候学基准"),
            "persistence" => ("persistence (baseline)", "持续性基准"),
            "ewma" => ("weighted average (baseline)", "加权平均基准"),
            "phases" => ("phases", "阶段模型"),
            "hazard" => ("hazard", "风险率模型"),
            "contagion" => ("contagion", "传染模型"),
            "mechanism" => ("mechanism", "机制模拟"),
            _ => ("ensemble", "组合预测"),
        };
        return language == Language.Chinese ? chinese : english;
    }
}
