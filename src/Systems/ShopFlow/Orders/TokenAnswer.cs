using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Peers;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>The part of auth-service's answer about a token that order-service reads (document 003 §7.1).</summary>
internal sealed record TokenAnswer(bool Valid, TokenAnswer.Bearer? User)
{
    private const int MaxBytes = 64 * 1024;

    public static PeerCallers<TokenAnswer> Callers(Uri authService, ILogger<PeerCallers<TokenAnswer>> logger) => new(
        new PeerClient("auth-service", authService, MaxBytes),
        HttpMethod.Post,
        "auth/validate",
        TokenAnswerJson.Default.TokenAnswer,
        CallerOf,
        logger);

    private static Caller? CallerOf(TokenAnswer answer) =>
        answer is { Valid: true, User: { Id: { } id, Role: { } role } user } && (role == ShopFlowRoles.Service || Uuid.TryParse(id, out _))
            ? new Caller(id, user.Email, role)
            : null;

    internal sealed record Bearer(string? Id, string? Email, string? Role);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class TokenAnswerJson : JsonSerializerContext;
