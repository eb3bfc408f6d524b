using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracker.Platform.Primitives;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>
/// Opens sessions with the operations of a document: one whose path ends with <c>/register</c>, and one that ends with <c>/login</c>.
/// </summary>
internal sealed class FuzzSessions(HttpClient http, IReadOnlyList<ApiOperation> operations, RequestGenerator generator, KnownValues known)
{
    private const string Password = "Correct-Horse-9";

    /// <summary>Whether a password change uses the known password as the old and the new one.</summary>
    public static bool KeepsPassword(byte[]? change) =>
        Encoding.UTF8.GetString(change ?? []) is var text
            && text.IndexOf(Password, StringComparison.Ordinal) != text.LastIndexOf(Password, StringComparison.Ordinal);

    /// <summary>Registers a new user and returns the registration.</summary>
    public async Task<JsonObject> RegisterAsync()
    {
        var register = Find("/register");
        var account = generator.ValidBody(register)!;
        foreach (var name in account.Select(member => member.Key)
            .Where(name => name.Contains("password", StringComparison.Ordinal)).ToList())
        {
            account[name] = Password;
        }

        // The document cannot state that a name must have a visible character; a session needs an account that is accepted.
        foreach (var name in account.Where(member => member.Value is JsonValue value
                && value.TryGetValue<string>(out var text) && VisibleText.IsBlank(text))
            .Select(member => member.Key).ToList())
        {
            account[name] = "Ada";
        }

        account["email"] = $"session-{Guid.NewGuid():N}@example.com";
        if (account.ContainsKey("username"))
        {
            account["username"] = $"session-{Guid.NewGuid():N}";
        }

        using var answer = await PostAsync(register, account);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
                $"{register.Name} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        known.Remember(account);
        known.Remember(new JsonObject { ["current_password"] = Password, ["new_password"] = Password });
        known.LearnPath(answer.Headers.Location);
        return account;
    }

    /// <summary>A token for an account; null when it is refused.</summary>
    public async Task<string?> LogInAsync(JsonObject account)
    {
        using var answer = await PostAsync(Find("/login"), account);
        if (!answer.IsSuccessStatusCode)
        {
            return null;
        }

        var session = JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync())!.AsObject();
        known.Remember(session);
        return session["access_token"]?.GetValue<string>() ?? session["token"]?.GetValue<string>();
    }

    private ApiOperation Find(string end) =>
        operations.FirstOrDefault(operation => operation.Method == "POST" && operation.Template.EndsWith(end, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"The service of the accounts documents no POST …{end}.");

    private async Task<HttpResponseMessage> PostAsync(ApiOperation operation, JsonObject body)
    {
        // Only the members of this operation: it does not know the others.
        var members = operation.Bodies["application/json"]["properties"] as JsonObject ?? [];
        var sent = new JsonObject(body.Where(member => members.ContainsKey(member.Key))
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(sent));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await http.PostAsync(operation.Template, content);
    }
}
