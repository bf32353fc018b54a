namespace Fangshou.Web.Http;

/// <summary>An address whose answer changes without the package, such as one that shows forecasts, to which other programs add: it is worked out for every request, never kept.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class ReadAnewAttribute : Attribute;
