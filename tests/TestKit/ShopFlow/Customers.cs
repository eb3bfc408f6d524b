using Npgsql;
using Tracker.Modules.Identity.Passwords;
using Tracker.Platform.Security;

namespace Tracker.Tests.TestKit.ShopFlow;

/// <summary>A customer with an account.</summary>
/// <param name="Phone">The phone number; null for none.</param>
/// <param name="Token">An access token, valid for two hours.</param>
public sealed record Customer(Guid Id, string Email, string? Phone, string Token);

/// <summary>Creates many accounts at once. All have the same password, hashed once: hashing each would take minutes.</summary>
public static class Customers
{
    public const string Password = "S3cur3P@ssw0rd!";

    /// <summary>Adds customers to auth-service; every second one has a phone.</summary>
    public static async Task<IReadOnlyList<Customer>> AddAsync(ShopFlowService auth, int count)
    {
        using var hasher = new PasswordHasher();
        var hash = await hasher.HashAsync(new Secret(Password), CancellationToken.None);
        return await auth.QueryAsync(
            """
            insert into users (id, email, password_hash, first_name, last_name, phone, role)
            select gen_random_uuid(), 'customer' || i || '@example.com', @hash, 'Customer', 'Number ' || i,
                   case when i % 2 = 0 then '+1555' || lpad(i::text, 7, '0') end, 'customer'
            from generate_series(1, @count) i
            returning id, email, phone
            """,
            row => new Customer(
                row.GetGuid(0),
                row.GetString(1),
                row.IsDBNull(2) ? null : row.GetString(2),
                ShopFlowTokens.ForCustomer(row.GetGuid(0), row.GetString(1))),
            new NpgsqlParameter("hash", hash),
            new NpgsqlParameter("count", count));
    }
}
