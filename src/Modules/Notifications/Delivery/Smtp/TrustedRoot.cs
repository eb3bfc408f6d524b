using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Tracker.Modules.Notifications.Delivery.Smtp;

/// <summary>Accepts certificates of one authority instead of those the machine trusts.</summary>
internal sealed class TrustedRoot(X509Certificate2 root)
{
    public bool Validate(object sender, X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ExtraStore.AddRange(sent?.ChainElements.Select(element => element.Certificate).ToArray() ?? []);
        return chain.Build(leaf);
    }
}
