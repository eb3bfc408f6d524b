using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Peers;

namespace Tracker.Systems.TaskManager;

/// <summary>The part of auth-service's answer about a token that the other services read.</summary>
internal sealed record TokenAnswer(bool Valid, TokenAnswer.Bearer? User)
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>Asks auth-service about the token of every request. While auth-service cannot answer, the answer is 503.</summary>
    public static PeerCallers<TokenAnswer> Callers(Uri authService, ILogger<PeerCallers<TokenAnswer>> logger) => new(
        new PeerClient("auth-service", authService, MaxBytes),
        HttpMethod.Get,
        "auth/verify",
        TokenAnswerJson.Default.TokenAnswer,
        CallerOf,
        logger) { ServerErrorsMeanAway = true };

    private static Caller? CallerOf(TokenAnswer answer) =>
        answer is { Valid: true, User: { Id: > 0, IsActive: true } user }
            ? new Caller(user.Id.ToString(CultureInfo.InvariantCulture), user.Email, Role: null)
            : null;

    internal sealed record Bearer(long Id, string? Email, bool IsActive);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class TokenAnswerJson : JsonSerializerContext;
