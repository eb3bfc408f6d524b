namespace Tracker.Tests.Systems.ShopFlow;

/// <summary>The system's error bodies.</summary>
internal static class Refusal
{
    public static string NotAuthenticated { get; } = Of("NOT_AUTHENTICATED", "Not authenticated");

    public static string Of(string code, string message) =>
        $$$"""{"error": {"code": "{{{code}}}", "message": "{{{message}}}", "details": {}, "correlation_id": "*"}}""";

    /// <summary>A validation error with these details.</summary>
    public static string Invalid(string details) =>
        $$$"""{"error": {"code": "VALIDATION_ERROR", "message": "The request is not valid", "details": {{{details}}}, "correlation_id": "*"}}""";
}
